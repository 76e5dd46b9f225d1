/** Path of the API below the URL of the installation. */
export const API_PREFIX = 'api/v1';
