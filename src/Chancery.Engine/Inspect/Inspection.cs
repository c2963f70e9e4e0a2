using Chancery.Engine.Settings;
using Chancery.Mail.Inspection;

namespace Chancery.Engine.Inspect;

/// <summary>The second of the five steps: opens a message for the facts that rules ask for. It never changes the message.</summary>
public static class Inspection
{
    public static InspectionLimits LimitsOf(Limits limits) => new()
    {
        MimeDepth = limits.MimeDepth,
        Parts = limits.Parts,
        HeaderBytes = limits.HeaderBytes,
    };
}
