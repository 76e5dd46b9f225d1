/**
 * Ends the browser's subscription to push messages, so that it shows no messages of a user who has signed out. The push
 * service reports the end to the server when the server sends its next message. Without a connection, the subscription
 * remains.
 */
export async function endPush(): Promise<void> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window)) return;
  try {
    const registration = await navigator.serviceWorker.getRegistration();
    const subscription = await registration?.pushManager.getSubscription();
    await subscription?.unsubscribe();
  } catch {
    // Signing out must not fail because of the push service.
  }
}
