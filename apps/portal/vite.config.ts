import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { licences } from './vite/licences.plugin.js';
import { mantineVariables } from './vite/mantine-variables.plugin.js';

const api = process.env['PORTAL_API'] ?? 'http://127.0.0.1:3000';

/** The portal is built into `dist/portal`, from where the api serves it. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), mantineVariables(), licences()],
  build: {
    outDir: '../../dist/portal',
    emptyOutDir: true,
    // A data: URI would need its own hole in the content security policy.
    assetsInlineLimit: 0,
    target: 'es2022',
    chunkSizeWarningLimit: 700,
  },
  server: {
    host: '127.0.0.1',
    port: 5200,
    proxy: {
      '/api': { target: api },
      '/socket.io': { target: api, ws: true },
    },
  },
});
