/** The node's files: where they are, and what they say. */
package dev.gpumock.cdi.tree;
