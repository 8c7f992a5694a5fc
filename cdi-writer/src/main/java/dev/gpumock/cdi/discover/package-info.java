/** From a request and the node's files to container edits. */
package dev.gpumock.cdi.discover;
