namespace Chancery.Engine.Tenants;

/// <summary>Holds the installation in force. A message is judged by the one it finds at its start, to the end.</summary>
public sealed class InstallationHolder(Installation installation)
{
    private volatile Installation _current = installation;

    public Installation Current => _current;

    public void Replace(Installation installation) => _current = installation;
}
