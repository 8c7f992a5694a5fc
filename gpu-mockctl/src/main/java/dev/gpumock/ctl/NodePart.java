package dev.gpumock.ctl;

import dev.gpumock.fs.MockTree;
import dev.gpumock.fs.NodePlan;
import dev.gpumock.fs.OutsideFile;
import java.nio.file.Path;

/**
 * One tree of a node and what belongs to it.
 *
 * @param root where this process sees it
 */
record NodePart(Mode mode, Path root, MockTree tree, NodePlan plan, OutsideFile.Source outside) {}
