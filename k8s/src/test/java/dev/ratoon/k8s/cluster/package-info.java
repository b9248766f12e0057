/**
 * The real cluster that tests run on, and the images that they run there. Promises that whoever
 * asks for one gets one that is there, with its images on its node. Knows neither what a sandbox is
 * nor what is tested.
 */
@NullMarked
package dev.ratoon.k8s.cluster;

import org.jspecify.annotations.NullMarked;
