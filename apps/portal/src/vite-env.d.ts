/// <reference types="vite/client" />

declare module 'virtual:mantine-styles.css';
declare module 'virtual:mantine-variables.css';
declare module '@fontsource-variable/inter/opsz.css';
declare module '@fontsource-variable/jetbrains-mono/wght.css';
