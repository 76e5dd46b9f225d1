import { isClientInstalled, runClientOnText } from '../../test/support/foreign-clients.js';

/**
 * Reads the amounts of an MT940 file with the package mt-940 of PyPI.
 * @returns null if the package is not installed
 */
export async function readWithMt940(text: string): Promise<string[] | null> {
  if (!isClientInstalled('mt940')) return null;
  const { code, stdout, stderr } = await runClientOnText('mt940', 'mt940_amounts.py', text);
  if (code !== 0) throw new Error(`mt-940 failed: ${stderr}`);
  return JSON.parse(stdout) as string[];
}
