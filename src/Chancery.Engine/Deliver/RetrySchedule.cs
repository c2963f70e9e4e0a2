using Chancery.Engine.Settings;

namespace Chancery.Engine.Deliver;

/// <summary>When a deferred hand-over is tried again, and when it is given up.</summary>
internal static class RetrySchedule
{
    /// <param name="attempts">Attempts made so far, this one included.</param>
    public static DateTimeOffset Next(DeliverySettings delivery, int attempts, DateTimeOffset now) =>
        now + delivery.Retry[Math.Clamp(attempts - 1, 0, delivery.Retry.Count - 1)];

    public static bool IsExpired(DeliverySettings delivery, DateTimeOffset createdAt, DateTimeOffset now) =>
        now - createdAt >= delivery.Expire;

    /// <summary>
    /// TLS that was chosen as protection but is not offered is waited for through the schedule once; then the group goes back
    /// to realisation with the next method (R29).
    /// </summary>
    public static bool GivesUpTls(DeliverySettings delivery, int attempts) => attempts > delivery.Retry.Count;
}
