/**
 * The driver library: built from C, given a machine by this package, and read or changed live in
 * the place where it lies.
 */
package dev.gpumock.nvml;
