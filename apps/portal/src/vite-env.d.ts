/// <reference types="vite/client" />

declare module 'virtual:inter-faces.css';
declare module 'virtual:mantine-styles.css';
declare module 'virtual:mantine-variables.css';
declare module '@fontsource-variable/jetbrains-mono/wght.css';
