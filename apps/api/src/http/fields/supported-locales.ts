/** Languages of the product. */
export const SUPPORTED_LOCALES = ['en', 'zh', 'es', 'id', 'pl'] as const;
