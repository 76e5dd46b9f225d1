/**
 * Copies a text to the clipboard.
 * @returns false if the browser refuses, such as on an insecure origin, where it offers no clipboard
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    if (navigator.clipboard === undefined) return false;
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
