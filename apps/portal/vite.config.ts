import { join } from 'node:path';
import { constants } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compression, defineAlgorithm } from 'vite-plugin-compression2';
import { noChunkCycles } from './vite/no-chunk-cycles.plugin.js';
import { nameFirstLoads, nameLaterLoads } from './vite/area-chunks.js';
import { directImports } from './vite/direct-imports.plugin.js';
import { firstPages } from './vite/first-pages.plugin.js';
import { interFaces } from './vite/inter-faces.plugin.js';
import { licences } from './vite/licences.plugin.js';
import { mantineStyles } from './vite/mantine-styles.plugin.js';
import { mantineVariables } from './vite/mantine-variables.plugin.js';

const api = process.env['PORTAL_API'] ?? 'http://127.0.0.1:3000';

/** Builds the portal into `dist/portal`, from which the API serves it. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    noChunkCycles(),
    react(),
    directImports(),
    interFaces(),
    mantineStyles(join(import.meta.dirname, 'src')),
    mantineVariables(),
    licences(),
    firstPages(),
    compression({
      include: /\.(js|css|svg|wasm|txt)$/,
      threshold: 1024,
      skipIfLargerOrEqual: true,
      algorithms: [
        defineAlgorithm('brotliCompress', { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
        defineAlgorithm('gzip', { level: 9 }),
      ],
    }),
  ],
  build: {
    outDir: '../../dist/portal',
    emptyOutDir: true,
    // A data: URI would need its own exception in the content security policy.
    assetsInlineLimit: 0,
    target: 'es2022',
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // By default, a screen loads about eighty files, most of them smaller than a request. That is too many for a
        // phone in a plant. Code shared by two screens is bundled with all other shared code; large and rarely used
        // code stays separate.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            // With this code in a separate file, the first script loads only the kit's styles, which must precede all
            // others, and the code that requests data and texts while the other scripts load.
            {
              name: 'load',
              test: /preload-helper|rolldown\/runtime|portal\/src\/(boot\/|clock\/last-ended|theme\/add-kit-styles|i18n\/(languages|catalogues))/,
              priority: 3,
            },
            { name: nameFirstLoads, debugName: 'first', priority: 2 },
            {
              name: nameLaterLoads('kit'),
              debugName: 'kit',
              test: /node_modules\/(?!world-atlas|uplot|zxing|barcode)/,
              minShareCount: 2,
              priority: 1,
            },
            {
              name: nameLaterLoads('shared'),
              debugName: 'shared',
              test: /portal\/src\/(?!locales)/,
              minShareCount: 2,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  // The verifier of proof packs awaits at its top level, which only modules can.
  worker: { format: 'es' },
  server: {
    host: '127.0.0.1',
    port: 5200,
    proxy: {
      '/api': { target: api },
      '/socket.io': { target: api, ws: true },
    },
  },
});
