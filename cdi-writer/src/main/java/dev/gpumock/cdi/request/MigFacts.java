package dev.gpumock.cdi.request;

/**
 * A MIG device.
 *
 * @param index among its GPU's MIG devices
 * @param uuid with {@code MIG-}
 * @param gpuInstance ID, as in /proc/driver/nvidia-caps/mig-minors; likewise the compute instance
 * @param graphics whether its profile has the attribute gfx, so that it gets DRI nodes
 */
public record MigFacts(
    int index, String uuid, int gpuInstance, int computeInstance, boolean graphics) {}
