/**
 * From a request and the node's files to container edits: what a driver root and a dev root hold,
 * and how a container gets it. Only {@link dev.gpumock.cdi.CdiGenerator} uses it; a reader starts
 * at {@link dev.gpumock.cdi.discover.SpecDiscovery}.
 */
package dev.gpumock.cdi.discover;
