/**
 * Owns where the web app's pages are. Promises that each of its addresses answers with the app,
 * which looks at the address itself, and that nothing else does. Knows nothing of what the pages
 * show.
 */
@NullMarked
package dev.ratoon.controlplane.page;

import org.jspecify.annotations.NullMarked;
