import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const source = fileURLToPath(new URL('./src', import.meta.url))
const repository = fileURLToPath(new URL('..', import.meta.url))

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // Relative addresses work both behind `tidestock serve` and inside the window's own scheme.
  base: './',
  plugins: [vue()],
  resolve: { alias: { '@': source } },
  server: { port: 5173, strictPort: true, fs: { allow: [repository] } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: ['es2022', 'chrome109', 'safari16'],
    chunkSizeWarningLimit: 700,
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    restoreMocks: true,
  },
})
