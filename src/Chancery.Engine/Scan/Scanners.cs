using Chancery.Engine.Settings;

namespace Chancery.Engine.Scan;

/// <summary>The scanners that the settings name.</summary>
public static class Scanners
{
    public static IReadOnlyList<IScanner> Of(ScannerSettings settings, TimeProvider time)
    {
        var scanners = new List<IScanner>();
        if (settings.Clamd is { } clamd)
            scanners.Add(new ClamdScanner(clamd, settings.Timeout, time));
        if (settings.Icap is { } icap)
            scanners.Add(new IcapScanner(icap, settings.IcapRequests, settings.Timeout, time));
        return scanners;
    }
}
