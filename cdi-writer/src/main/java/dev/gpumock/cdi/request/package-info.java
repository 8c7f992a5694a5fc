/** What is asked for: options, and the facts that no file tells. */
package dev.gpumock.cdi.request;
