using Microsoft.Extensions.Time.Testing;

namespace Chancery.Engine.Tests.Support;

/// <summary>A clock that stands still, and whose hands somebody may move while time itself does not.</summary>
internal sealed class JumpingTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    public TimeSpan Jump { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Jump;

    public override long GetTimestamp() => base.GetUtcNow().Ticks;
}
