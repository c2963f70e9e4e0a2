namespace Chancery.Studio.Model;

/// <param name="ShowsMessages">False where the listener is not on a loopback address: without a log-in nobody outside may see whose mail passed.</param>
/// <param name="IsDemo">The built-in demo runs.</param>
public sealed record StudioOptions(bool ShowsMessages, bool IsDemo);
