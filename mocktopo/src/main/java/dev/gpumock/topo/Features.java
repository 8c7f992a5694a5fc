package dev.gpumock.topo;

/**
 * What the board has or refuses beside its measures.
 *
 * @param c2c the chip-to-chip link to a Grace CPU
 * @param displayMode whether a screen may be attached; {@code displayActive}: one is
 * @param unnumbered whether the board carries no serial, as those for consumers
 * @param averagePower whether the averaged power draw is reported beside the instant one
 */
public record Features(
    Support mig,
    Support c2c,
    Support sparseOperation,
    AddressingMode addressing,
    boolean displayMode,
    boolean displayActive,
    boolean unnumbered,
    boolean averagePower) {}
