/** Specifications as text: written, read, judged, compared. */
package dev.gpumock.cdi.file;
