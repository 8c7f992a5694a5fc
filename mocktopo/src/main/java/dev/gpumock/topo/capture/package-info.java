/**
 * Makes a machine file of what {@code nvidia-smi -q -x}, and if there are {@code nvidia-smi topo
 * -m} and {@code lspci -D}, print on a real node.
 */
package dev.gpumock.topo.capture;
