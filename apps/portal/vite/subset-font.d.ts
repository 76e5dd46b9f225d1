/** The package has no types; these cover the part that the build uses. */
declare module 'subset-font' {
  interface SubsetOptions {
    readonly targetFormat: 'sfnt' | 'woff' | 'woff2';
    /** The range to keep, by axis. */
    readonly variationAxes?: Readonly<Record<string, { readonly min: number; readonly max: number }>>;
    /** Tags of the OpenType features to keep; by default all. */
    readonly keepFeatures?: readonly string[];
  }

  /** @param text all letters to keep in the font */
  export default function subsetFont(font: Buffer, text: string, options: SubsetOptions): Promise<Buffer>;
}
