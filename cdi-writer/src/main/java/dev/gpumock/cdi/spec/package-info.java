/** A CDI specification as records, and pure changes of it. */
package dev.gpumock.cdi.spec;
