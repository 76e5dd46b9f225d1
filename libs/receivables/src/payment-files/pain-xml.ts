import Builder from 'fast-xml-builder';

/** An element by name: its text, its children in order, or several elements of the same name. */
export interface XmlElements {
  readonly [name: string]: string | XmlElements | readonly XmlElements[];
}

const builder = new Builder({ ignoreAttributes: false, attributeNamePrefix: '@', format: true });

/** Writes a message of ISO 20022. @param namespace its XML namespace */
export function writeXml(namespace: string, message: XmlElements): string {
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    Document: { '@xmlns': namespace, ...message },
  } satisfies XmlElements);
}

/** Writes an instant without fractions of a second, which some banks reject. */
export function toSeconds(instant: Date): string {
  return instant.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Writes the bank of an account. @param bic null if unknown */
export function toAgent(bic: string | null): XmlElements {
  return { FinInstnId: bic === null ? { Othr: { Id: 'NOTPROVIDED' } } : { BICFI: bic } };
}
