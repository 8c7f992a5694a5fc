package dev.gpumock.topo;

/**
 * Whether atomic operations pass between host and GPU, as nvidia-smi lists them (Atomic Caps).
 *
 * @param inbound the GPU's memory takes them: fetch-and-add, swap and compare-and-swap, 32 and 64
 *     bits wide
 * @param outbound the GPU may send them
 */
public record PcieAtomics(boolean inbound, boolean outbound) {}
