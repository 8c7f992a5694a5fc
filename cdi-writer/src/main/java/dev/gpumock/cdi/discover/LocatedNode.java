package dev.gpumock.cdi.discover;

import dev.gpumock.cdi.spec.ContainerPath;
import dev.gpumock.cdi.spec.HostPath;

/** A device node that is to be in the container. */
record LocatedNode(HostPath hostPath, ContainerPath path) {}
