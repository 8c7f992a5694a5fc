/**
 * What a person runs: the command line, the node agent, and the steps that both are made of. Only
 * this module prints, reads the environment and ends the process.
 */
package dev.gpumock.ctl;
