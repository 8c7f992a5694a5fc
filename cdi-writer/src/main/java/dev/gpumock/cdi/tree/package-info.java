/**
 * The node's files: where they are, and what they say. Start at {@link
 * dev.gpumock.cdi.tree.HostFiles}, a view of the node from wherever this process is; {@link
 * dev.gpumock.cdi.tree.Locator} finds files in it by patterns.
 */
package dev.gpumock.cdi.tree;
