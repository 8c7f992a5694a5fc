package dev.gpumock.topo;

/**
 * Links that join two GPUs without a switch: a bridge between cards, or traces of a board.
 *
 * @param a index of one GPU
 * @param b index of the other
 * @param links how many
 */
public record NvLinkPair(int a, int b, int links) {
  public NvLinkPair {
    Check.range("a", a, 0, Machine.MAX_GPUS - 1);
    Check.range("b", b, 0, Machine.MAX_GPUS - 1);
    Check.range("links", links, 1, 36);
    Check.that(a != b, "a and b are both GPU " + a + ", links must join two");
  }
}
