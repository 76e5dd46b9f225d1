/** Names longer than this are no names. */
export const MAX_GATEWAY_NAME = 255;

/**
 * The code that a device gets which a gateway names: the name itself where it can be a code, otherwise with a dash for what a
 * code can't have. Undefined where nothing of it is left, or too much.
 */
export function toDeviceCode(name: string): string | undefined {
  const code = name.trim().replace(/[^A-Za-z0-9._-]+/g, '-');
  return /[A-Za-z0-9]/.test(code) && code.length <= 64 ? code : undefined;
}
