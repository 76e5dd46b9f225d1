import { useEffect } from 'react';

/**
 * Loads all fonts of the page at once. A result can contain letters that the page doesn't show yet, and it must not
 * request anything: people disconnect their computer to be sure that their file stays on it.
 */
export function useLoadedFonts(): void {
  useEffect(() => {
    // A system font replaces a font that can't be loaded.
    for (const font of document.fonts) font.load().catch(() => undefined);
  }, []);
}
