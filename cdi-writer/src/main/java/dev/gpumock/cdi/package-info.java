/**
 * Writes CDI specifications: what a container runtime gives a container that asks for a GPU. Start
 * at {@link dev.gpumock.cdi.CdiGenerator}; usable without the rest of this project.
 */
package dev.gpumock.cdi;
