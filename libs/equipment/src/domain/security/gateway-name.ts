/** Longer device names are ignored. */
export const MAX_GATEWAY_NAME = 255;

/**
 * Returns the code of a device that a gateway names: the name itself if it is a valid code, otherwise with invalid
 * characters replaced by dashes. Undefined when the result would be empty or too long.
 */
export function toDeviceCode(name: string): string | undefined {
  const code = name.trim().replace(/[^A-Za-z0-9._-]+/g, '-');
  return /[A-Za-z0-9]/.test(code) && code.length <= 64 ? code : undefined;
}
