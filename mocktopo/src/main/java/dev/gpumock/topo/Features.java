package dev.gpumock.topo;

/**
 * What the board has or refuses beside its measures.
 *
 * @param c2c the chip-to-chip link to a Grace CPU
 * @param averagePower whether the averaged power draw is reported beside the instant one
 */
public record Features(
    Support mig,
    Support c2c,
    Support sparseOperation,
    AddressingMode addressing,
    boolean displayMode,
    boolean averagePower) {}
