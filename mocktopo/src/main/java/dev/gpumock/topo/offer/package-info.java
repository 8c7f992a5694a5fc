/** Which machine stands for a GPU type that a cloud offers, as a test's GPU_TYPE asks for it. */
package dev.gpumock.topo.offer;
