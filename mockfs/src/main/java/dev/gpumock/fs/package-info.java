/**
 * What lies on disk: a machine becomes a plan of files, links and device nodes below a driver root;
 * a plan is applied at once or not at all, verified, and taken away again to the last entry.
 */
package dev.gpumock.fs;
