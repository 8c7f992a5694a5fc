/**
 * What is simulated: machines, made of boards, as validated immutable records. Nothing here knows
 * of files on a node, of NVML's memory layout or of CDI.
 *
 * <p>Units are part of a name ({@code totalMiB}, {@code minMilliwatts}, {@code maxMhz}). A value
 * that is not known of a real board is absent ({@link java.util.Optional}), never invented.
 */
package dev.gpumock.topo;
