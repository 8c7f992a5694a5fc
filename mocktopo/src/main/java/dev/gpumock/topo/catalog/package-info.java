/**
 * Where machines come from: YAML files on the class path and of the user, read into trees that keep
 * file and line, laid over each other, and bound to the records of {@code dev.gpumock.topo}.
 */
package dev.gpumock.topo.catalog;
