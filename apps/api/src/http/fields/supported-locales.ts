/** Languages that the product speaks; English and Chinese completely. */
export const SUPPORTED_LOCALES = ['en', 'zh', 'es', 'id', 'pl'] as const;
