/**
 * What is asked for: options, and the facts that no file tells. Start at {@link
 * dev.gpumock.cdi.request.CdiRequest#of}, which asks for what nvidia-ctk does without options; each
 * other wish is a method that changes it.
 */
package dev.gpumock.cdi.request;
