/**
 * Page for developers who have started the API without building the portal. Users of an installed product never see it.
 */
export const PORTAL_MISSING_PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>The portal is not built</title></head>
<body style="font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem">
<h1>The portal is not built</h1>
<p>The API is running, but its folder of web pages is empty. To build the pages, run <code>npm start</code>, or run
<code>npx vite build</code> in <code>apps/portal</code>.</p>
<p>The API's description is at <a href="/api/docs">/api/docs</a>.</p>
</body>
</html>
`;
