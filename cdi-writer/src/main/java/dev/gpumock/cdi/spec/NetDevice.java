package dev.gpumock.cdi.spec;

/** A network interface that moves from the host into the container; CDI 1.1.0. */
public record NetDevice(String hostInterfaceName, String name) {}
