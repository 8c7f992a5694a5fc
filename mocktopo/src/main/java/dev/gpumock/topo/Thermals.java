package dev.gpumock.topo;

import java.util.OptionalInt;

/** How a board states its temperature limits, in degrees Celsius. */
public sealed interface Thermals {
  /** Boards up to Ampere: absolute temperatures. */
  record Thresholds(int shutdown, int slowdown, OptionalInt gpuMax, OptionalInt memoryMax)
      implements Thermals {
    public Thresholds {
      Check.range("shutdown", shutdown, 1, 200);
      Check.range("slowdown", slowdown, 1, 200);
      Check.range("gpuMax", gpuMax, 1, 200);
      Check.range("memoryMax", memoryMax, 1, 200);
    }
  }

  /**
   * Boards from Ada on: margins to the limit (T.Limit), negative is beyond it.
   *
   * @param limit the temperature at which the margin is 0
   */
  record Margins(int limit, int shutdown, int slowdown, OptionalInt gpuMax, OptionalInt memoryMax)
      implements Thermals {
    public Margins {
      Check.range("limit", limit, 1, 200);
      Check.range("shutdown", shutdown, -100, 100);
      Check.range("slowdown", slowdown, -100, 100);
      Check.range("gpuMax", gpuMax, -100, 100);
      Check.range("memoryMax", memoryMax, -100, 100);
    }
  }

  /** A board whose limits nobody has published; the driver library refuses the questions. */
  record Unreported() implements Thermals {}
}
