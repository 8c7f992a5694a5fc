/**
 * Specifications as text: written, read, judged, compared. {@link dev.gpumock.cdi.file.SpecFile}
 * writes and reads one, {@link dev.gpumock.cdi.file.SpecDocument} has all that is wrong with a
 * text, {@link dev.gpumock.cdi.file.SpecDirectory} is what a runtime sees of a directory.
 */
package dev.gpumock.cdi.file;
