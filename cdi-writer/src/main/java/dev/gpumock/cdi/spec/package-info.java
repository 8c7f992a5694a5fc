/**
 * A CDI specification as records, and pure changes of it. Start at {@link
 * dev.gpumock.cdi.spec.CdiSpec#of} with devices, whose {@link dev.gpumock.cdi.spec.ContainerEdits}
 * begin as {@code EMPTY}; {@link dev.gpumock.cdi.spec.SpecPasses} puts the result in order.
 */
package dev.gpumock.cdi.spec;
