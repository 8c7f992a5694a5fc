package dev.gpumock.topo;

import java.util.OptionalInt;

/**
 * How a board counts memory errors.
 *
 * @param volatileRefused whether the driver tells of no errors since the last reset, as R510 does
 *     not of an A100 with MIG
 * @param remapBanks banks with all spare rows left, of boards that remap rows
 */
public record Ecc(
    Scheme scheme, boolean enabledByDefault, boolean volatileRefused, OptionalInt remapBanks) {
  /** What replaces a bad cell, and so which counters exist. */
  public enum Scheme {
    /** No ECC at all. */
    NONE,
    /** Up to Volta: counters by memory location, single and double bit; pages are retired. */
    LOCATIONS,
    /** Turing: SRAM and DRAM counters; pages are retired. */
    RETIRED_PAGES,
    /** Ampere and later: SRAM and DRAM counters; rows are remapped. */
    ROW_REMAPPING
  }

  public Ecc {
    Check.range("remapBanks", remapBanks, 1, 1_000_000);
    Check.that(
        remapBanks.isEmpty() || scheme == Scheme.ROW_REMAPPING,
        "remapBanks needs scheme ROW_REMAPPING");
  }
}
