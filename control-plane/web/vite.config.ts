import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// Everything is served from the app's own origin; what has a digest in its name may be kept for ever.
export default defineConfig({
  plugins: [react()],
  base: "/",
  build: {
    emptyOutDir: true,
    assetsDir: "assets/app",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2023",
  },
  server: {
    proxy: {
      "/api": { target: "http://127.0.0.1:7070", changeOrigin: false },
      "/health": { target: "http://127.0.0.1:7070", changeOrigin: false },
    },
  },
});
