namespace Chancery.Mail.Contents;

/// <summary>How much comes out of one container and of those around it.</summary>
/// <param name="packed">Octets of the container.</param>
/// <param name="around">Of the container that this one lies in; null for an attachment.</param>
internal sealed class Meter(ContentBudget budget, long packed, Meter? around)
{
    private long _unpacked;

    /// <summary>Octets of all that was read to its end, containers within counted as what they are and as what is in them.</summary>
    public long Unpacked => _unpacked;

    /// <exception cref="ContentException">More comes out than the ratio allows.</exception>
    public void Take(int octets)
    {
        _unpacked += octets;
        around?.Take(octets);
        if (_unpacked > budget.Limits.ArchiveRatioFloor && _unpacked > (double)packed * budget.Limits.ArchiveRatio)
            throw new ContentException("the ratio of an archive is over the limit");
    }
}
