package dev.gpumock.topo;

import java.util.OptionalInt;

/**
 * The temperature in degrees Celsius that the fan is driven for, on boards that have such a target.
 *
 * @param min the lowest that it can be set to; likewise {@code max}; absent where it cannot be set,
 *     as in a laptop
 */
public record TargetTemperature(int celsius, OptionalInt min, OptionalInt max) {
  public TargetTemperature {
    Check.that(min.isPresent() == max.isPresent(), "min and max must be given together");
    Check.range("min", min, 1, 200);
    Check.range("max", max, min.orElse(1), 200);
    Check.range("celsius", celsius, min.orElse(1), max.orElse(200));
  }
}
