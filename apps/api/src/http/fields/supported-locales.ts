/** Languages of the product. English and Chinese are complete. */
export const SUPPORTED_LOCALES = ['en', 'zh', 'es', 'id', 'pl'] as const;
