/** Maximum length of the name that a gateway uses for a device. A longer name can't be mapped to a device. */
export const MAX_GATEWAY_NAME = 255;

/**
 * Returns the code for a device name that a gateway uses: the name itself if it is a valid code, otherwise the name
 * with a hyphen in place of each run of invalid characters. Returns undefined if the result would have no letter or
 * digit, or would be too long.
 */
export function toDeviceCode(name: string): string | undefined {
  const code = name.trim().replace(/[^A-Za-z0-9._-]+/g, '-');
  return /[A-Za-z0-9]/.test(code) && code.length <= 64 ? code : undefined;
}
